/** The settings: read once, checked as a whole, and given to those who need them. Plain Java. */
package io.dibs.config;
