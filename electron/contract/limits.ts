/** Characters; what a person types into a field stays below. */
export const longestSavedSearch = 300;

/** Posts a digest holds at most; of a longer period the newest are in it. */
export const mostDigestPosts = 2_000;

/** Of a packed archive. Its media are most of it; accounts of ten years come to a few gigabytes. */
export const maxArchiveBytes = 16 * 1024 * 1024 * 1024;
