"""The makers of test files can be imported by name (`import make`)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
