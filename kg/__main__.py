"""``python -m kg``: the command ``kg``, from whichever folder Python finds the package in."""

from kg.cli import main

if __name__ == "__main__":
    main()
