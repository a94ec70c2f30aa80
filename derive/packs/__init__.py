"""Problem packs: sheets of exercises, found through the entry-point group `derive.problems`."""
