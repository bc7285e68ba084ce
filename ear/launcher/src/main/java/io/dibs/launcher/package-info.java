/** Starts what Dibs needs on one machine: a Redis server and Payara Micro with the EAR. */
package io.dibs.launcher;
