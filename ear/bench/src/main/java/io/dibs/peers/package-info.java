/** Other queues, measured on the machine on which Dibs is: how many jobs that do nothing they drain in a second. */
package io.dibs.peers;
