"""What English and Chinese policy pages say, and what each leaves out."""

__version__ = "0.1.0"
