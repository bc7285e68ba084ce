/** MicroProfile Health, at the server's {@code /health}. */
package io.dibs.web.health;
