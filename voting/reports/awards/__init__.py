"""What is reported of an award: 评选结果报告单, 获奖名单, the public page."""
