/**
 * The REST API under {@code /dibs/api/v1}: one thin class for each kind of thing. It uses the public API of
 * {@link io.dibs} only. What a request says is read by {@link io.dibs.web.request}, what is answered is in {@link
 * io.dibs.web.json}, what went wrong in {@link io.dibs.web.problem}.
 */
package io.dibs.web;
