"""Pictures of every kind people have, whole or region by region, and masks as pictures."""
