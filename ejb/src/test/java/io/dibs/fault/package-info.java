/** What tests break things with: processes that are killed or stopped, a network that fails. */
package io.dibs.fault;
