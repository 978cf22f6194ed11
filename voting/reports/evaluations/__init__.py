"""What is reported of an evaluation: 民主测评汇总表, its dimensions, remarks, each subject."""
