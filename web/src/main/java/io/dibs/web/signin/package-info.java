/**
 * Finds out who a caller is: by a password, by a bearer token, or by the session of a browser that was at an OpenID
 * provider. What he may is not decided here but in {@link io.dibs.web.security}.
 */
package io.dibs.web.signin;
