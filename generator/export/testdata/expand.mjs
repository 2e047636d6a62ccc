// Reads web annotations from standard input and expands them in safe mode. The context is a list of the terms of
// https://www.w3.org/TR/annotation-vocab/ that the annotations may use, so that nothing is loaded from elsewhere.
import { readFileSync } from "node:fs";
import jsonld from "jsonld";

const oa = (term) => "http://www.w3.org/ns/oa#" + term;
const activity = (term) => "https://www.w3.org/ns/activitystreams#" + term;
const iri = (id) => ({ "@id": id, "@type": "@id" });
const term = (id) => ({ "@id": id, "@type": "@vocab" });
const number = (id) => ({ "@id": id, "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger" });

const context = {
  id: "@id",
  type: "@type",
  Annotation: oa("Annotation"), FragmentSelector: oa("FragmentSelector"), TextQuoteSelector: oa("TextQuoteSelector"),
  TextPositionSelector: oa("TextPositionSelector"), TextualBody: oa("TextualBody"),
  AnnotationCollection: activity("OrderedCollection"), AnnotationPage: activity("OrderedCollectionPage"),
  Person: "http://xmlns.com/foaf/0.1/Person",
  commenting: oa("commenting"), editing: oa("editing"), linking: oa("linking"), describing: oa("describing"),
  body: iri(oa("hasBody")), target: iri(oa("hasTarget")), source: iri(oa("hasSource")), selector: iri(oa("hasSelector")),
  refinedBy: iri(oa("refinedBy")), motivation: term(oa("motivatedBy")), purpose: term(oa("hasPurpose")),
  exact: oa("exact"), prefix: oa("prefix"), suffix: oa("suffix"), start: number(oa("start")), end: number(oa("end")),
  creator: iri("http://purl.org/dc/terms/creator"), rights: iri("http://purl.org/dc/terms/rights"),
  created: { "@id": "http://purl.org/dc/terms/created", "@type": "http://www.w3.org/2001/XMLSchema#dateTime" },
  conformsTo: iri("http://purl.org/dc/terms/conformsTo"), name: "http://xmlns.com/foaf/0.1/name",
  value: "http://www.w3.org/1999/02/22-rdf-syntax-ns#value", format: "http://purl.org/dc/elements/1.1/format",
  language: "http://purl.org/dc/elements/1.1/language", label: "http://www.w3.org/2000/01/rdf-schema#label",
  total: number(activity("totalItems")), first: iri(activity("first")), startIndex: number(activity("startIndex")),
  items: { "@id": activity("items"), "@type": "@id", "@container": "@list" },
};

async function documentLoader(url) {
  if (url !== "http://www.w3.org/ns/anno.jsonld") throw new Error("not to be loaded: " + url);
  return { contextUrl: null, documentUrl: url, document: { "@context": context } };
}

const document = JSON.parse(readFileSync(0, "utf8"));
const quads = await jsonld.toRDF(document, { safe: true, base: "https://base.example/", documentLoader });
if (quads.length === 0) throw new Error("no statement in it");
