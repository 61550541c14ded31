"""One description of a board paper's pages, set as accessible HTML and as tagged PDF."""
