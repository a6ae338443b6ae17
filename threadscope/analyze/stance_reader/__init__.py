"""Columns of posts -> what each says toward the claim and its parent: the parts of `modelled_stance`."""
