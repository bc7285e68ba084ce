/**
 * The plugin's part of the REST API. The war's {@code Application} finds these classes, and its providers turn records
 * into JSON and exceptions into problems.
 */
package io.dibs.example.file.rest;
