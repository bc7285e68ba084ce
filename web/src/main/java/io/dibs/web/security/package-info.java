/** Who asks, and what he may: {@link io.dibs.web.security.Access} decides for every endpoint. */
package io.dibs.web.security;
