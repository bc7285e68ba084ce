package io.dibs.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The REST API. Resource classes of this war and of every plugin jar in its {@code WEB-INF/lib} are found by scanning. */
@ApplicationPath("api/v1")
public class DibsApplication extends Application {}
