"""Rules about densities and laws: definitions, views, images, products, mixtures."""
