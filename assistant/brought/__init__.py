"""What is brought beside a proposal: 素材表, 会办意见, the letter that was already sent."""
