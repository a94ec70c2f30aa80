"""The built-in problem packs: one module per exercise sheet, installed as `derive_problems`."""
