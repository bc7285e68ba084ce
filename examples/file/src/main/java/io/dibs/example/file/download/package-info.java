/**
 * Downloads many files over HTTP, a bounded number at a time, straight to disk, and believes none of them: each is
 * verified against the size and digest that were promised.
 */
package io.dibs.example.file.download;
