/** A plugin of which the tests make two versions, see {@code io.dibs.it.upgrade}. */
package com.acme.errand;
