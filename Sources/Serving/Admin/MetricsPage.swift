import Storage

/// The metrics page in Prometheus' text format 0.0.4.
enum MetricsPage {
    static func text(
        _ counts: ServingMetrics.Counts, _ log: AccessLog.Health, _ feeds: [FeedHead], isReadable: Bool,
        _ more: [MetricFamily]
    ) -> String {
        var page = ""
        family("envhub_requests_total", "counter", "Partners' requests by status.", &page)
        for (status, count) in counts.statuses.sorted(by: { $0.key < $1.key }) {
            page += "envhub_requests_total{status=\"\(status)\"} \(count)\n"
        }
        single("envhub_response_bytes_total", "counter", "Bytes of answers' bodies.", counts.bytes, &page)
        family("envhub_request_seconds", "summary", "Time from arrival to answer, waiting included.", &page)
        page += "envhub_request_seconds_sum \(Double(counts.microseconds) / 1e6)\n"
        page += "envhub_request_seconds_count \(counts.statuses.values.reduce(0, +))\n"
        single("envhub_waiting_requests", "gauge", "Requests that wait for changes.", counts.waiting, &page)
        single("envhub_streams", "gauge", "Streams of changes that are open.", counts.streams, &page)
        single("envhub_snapshots_total", "counter", "Whole files that were made.", counts.snapshots, &page)
        single(
            "envhub_snapshot_failures_total", "counter", "Whole files that could not be made.", counts.snapshotFailures,
            &page)
        single("envhub_unlogged_refusals_total", "counter", "Refusals not in the access log.", counts.unlogged, &page)
        single("envhub_store_errors_total", "counter", "Requests that met a store error.", counts.storeErrors, &page)
        single("envhub_store_readable", "gauge", "Whether the store can be read.", isReadable ? 1 : 0, &page)
        single("envhub_access_log_waiting", "gauge", "Access log rows not written yet.", log.waiting, &page)
        single("envhub_access_log_written_total", "counter", "Access log rows written.", log.written, &page)
        single("envhub_access_log_late", "gauge", "Whether the access log is late.", log.isLate ? 1 : 0, &page)
        single("envhub_access_log_capacity", "gauge", "Access log rows that may wait.", log.capacity, &page)
        single("envhub_access_log_unsigned", "gauge", "Chains grown since their last signed head.", log.unsigned, &page)
        family("envhub_feed_head", "gauge", "The newest number of each feed.", &page)
        for feed in feeds { page += "envhub_feed_head{feed=\"\(label(feed.name))\"} \(feed.head)\n" }
        family("envhub_feed_horizon", "gauge", "The number up to which tombstones are purged.", &page)
        for feed in feeds { page += "envhub_feed_horizon{feed=\"\(label(feed.name))\"} \(feed.horizon)\n" }
        add(webhooks(counts), &page)
        for family in more { add(family, &page) }
        return page
    }

    private static func webhooks(_ counts: ServingMetrics.Counts) -> MetricFamily {
        MetricFamily(
            "envhub_webhook_attempts_total", .counter, "Attempts to tell webhooks that a feed has advanced.",
            [
                (["outcome": "delivered"], Int64(counts.webhooksDelivered)),
                (["outcome": "failed"], Int64(counts.webhooksFailed)),
            ])
    }

    private static func add(_ added: MetricFamily, _ page: inout String) {
        family(added.name, added.kind.rawValue, added.help, &page)
        for (labels, value) in added.values {
            let texts = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(label($0.value))\"" }
            page += "\(added.name){\(texts.joined(separator: ","))} \(value)\n"
        }
    }

    private static func family(_ name: String, _ type: String, _ help: String, _ page: inout String) {
        page += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    private static func single(_ name: String, _ type: String, _ help: String, _ value: Int, _ page: inout String) {
        family(name, type, help, &page)
        page += "\(name) \(value)\n"
    }

    /// A label's value, escaped.
    private static func label(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
