"""The 卡点 as doors show them, without Qt."""
