/** The throughput benchmark, {@code mvn -B -Pbench verify}: the engine without a container, on a Redis of its own. */
package io.dibs.bench;
