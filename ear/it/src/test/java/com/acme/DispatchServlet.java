package com.acme;

import java.io.IOException;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.dibs.TaskDispatcher;

/** Dispatches from outside: the parameter {@code method} on the parameter {@code resource}; answers the task's id. */
@WebServlet("/acme/dispatch")
public class DispatchServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient TaskDispatcher dispatcher;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String method = request.getParameter("method");
        List<String> resources = List.of(request.getParameter("resource"));
        response.getWriter()
                .print(dispatcher.enqueueWithReservation(method, resources).id());
    }
}
