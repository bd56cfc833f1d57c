"""The commands."""
def main(): pass
