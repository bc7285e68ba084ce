/** How long small parts of Dibs take, by JMH; seen from an application, since only its methods can be tasks. */
package com.acme.micro;
