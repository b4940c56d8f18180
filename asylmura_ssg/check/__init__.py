"""Made things → what is wrong with them. Checks know what was planned and what was made, never how."""
