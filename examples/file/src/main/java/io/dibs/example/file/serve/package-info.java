/** Serves published files over HTTP, with ranges and conditional requests (RFC 9110). */
package io.dibs.example.file.serve;
