package io.dibs.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

@Path("status")
@Produces(MediaType.APPLICATION_JSON)
public class StatusResource {
    @GET
    public String status() {
        return "{}";
    }
}
