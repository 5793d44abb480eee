"""The wall screen (大屏轮播): the campaign on a large screen, page after page by itself."""
