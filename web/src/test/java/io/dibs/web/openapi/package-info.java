/** What compares the description of the API with the API. */
package io.dibs.web.openapi;
