"""The parts of the plan stage: some say which pages there have to be, others bring the table of pages up to date."""
