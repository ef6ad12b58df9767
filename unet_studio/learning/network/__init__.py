"""What learns: the U-Net, its losses, optimisers and steps, and its weights on disk."""
