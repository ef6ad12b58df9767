"""What a model says of pictures of any size, one or a folder of them."""
