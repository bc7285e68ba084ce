package io.dibs.batch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Adds the listeners to a job's definition that tell Dibs what goes on: one to the job, one to each of its steps. */
final class JobXml {
    private JobXml() {}

    /** @throws IOException if it is no well-formed XML, or has a DOCTYPE */
    static byte[] withListeners(byte[] definition) throws IOException {
        try {
            Document document = parse(definition);
            listen(document.getDocumentElement(), JobEnd.class);
            NodeList steps = document.getElementsByTagNameNS("*", "step");
            for (int i = 0; i < steps.getLength(); i++) {
                listen((Element) steps.item(i), StepReports.class);
            }
            return text(document);
        } catch (SAXException | ParserConfigurationException | TransformerException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Document parse(byte[] definition) throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(definition));
    }

    /** The listeners come after the properties and before all else: the schema wants it so. */
    private static void listen(Element element, Class<?> listener) {
        Element listeners = child(element, "listeners");
        if (listeners == null) {
            listeners = newElement(element, "listeners");
            Element properties = child(element, "properties");
            element.insertBefore(listeners, properties == null ? element.getFirstChild() : properties.getNextSibling());
        }
        Element added = newElement(element, "listener");
        added.setAttribute("ref", listener.getName());
        listeners.appendChild(added);
    }

    private static Element newElement(Element like, String name) {
        String prefix = like.getPrefix() == null ? "" : like.getPrefix() + ":";
        return like.getOwnerDocument().createElementNS(like.getNamespaceURI(), prefix + name);
    }

    private static Element child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && name.equals(element.getLocalName())) {
                return element;
            }
        }
        return null;
    }

    /** In ASCII: jbatch reads bytes in pieces, and as the platform's charset. */
    private static byte[] text(Document document) throws TransformerException {
        Transformer transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.ENCODING, "US-ASCII");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        transformer.transform(new DOMSource(document), new StreamResult(out));
        return out.toByteArray();
    }
}
