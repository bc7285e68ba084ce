/** What went wrong, as {@code application/problem+json} (RFC 9457), whoever threw it: Dibs, a plugin or the server. */
package io.dibs.web.problem;
