"""Three people at one desk, over its real server, which is killed now and then."""
