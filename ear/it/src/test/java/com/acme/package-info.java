/**
 * A plugin as anyone would write it, for the tests in the container: plain beans and a static method, none of which knows
 * that it is run by tasks, unless it wants to.
 */
package com.acme;
