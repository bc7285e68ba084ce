/** Ties together what one request causes. */
package io.dibs.web.correlation;
