/**
 * Tests inside Payara Server: Arquillian deploys the EAR as it is built, with the plugin {@code com.acme} in the place of
 * the example's and the test in its WAR, and runs the test's methods there, unless they run {@code AsClient}.
 */
package io.dibs.it.container;
