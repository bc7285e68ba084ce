/**
 * The benchmark of the whole product, {@code mvn -B -Pbench verify}: the EAR as it is built, with the plugin
 * {@code com.acme.bench} in its WAR, in processes of Payara Micro as the product's launcher starts them, on one Redis.
 */
package io.dibs.it.bench;
