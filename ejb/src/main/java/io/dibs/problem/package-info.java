/** Looks for what is wrong in the domain, and says what to do about it. Plain Java. */
package io.dibs.problem;
