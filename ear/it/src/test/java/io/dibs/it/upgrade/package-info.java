/**
 * Two versions of one application in two processes on one Redis: what only shows where there is more than one process, and more
 * than one version, of the product as it is built.
 */
package io.dibs.it.upgrade;
