"""What letters promise: listed for the leader, kept in the 承诺台账, held against later papers."""
