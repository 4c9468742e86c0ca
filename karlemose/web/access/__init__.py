"""Sign-in, enrolment and "My access": the pages that are a person's own and no partnership's."""
