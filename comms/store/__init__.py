"""What is remembered: Django models, migrations and the questions asked of them. No decision is made here."""
