"""What is reported of a vote on documents: 表决结果报告单, 会议合法性核对表, the public page."""
