"""``python -m kg.cli`` is the ``kg`` command."""

from kg.cli import main

main()
