/** Where Log Exporter's CEF has a field. Of several fields for one key the first that holds something gets it; the others keep their name. */
type CefPlace = { readonly key: string; readonly label: string | null; readonly fields: readonly string[] }

/**
 * From the mapping that Log Exporter comes with ($EXPORTERDIR/conf/CefFieldsMapping.xml), as far as it is public:
 * https://community.checkpoint.com/t5/Logging-and-Reporting/Log-Exporter-CEF-Field-Mappings/td-p/41060
 * The gateway's own syslog names a few fields otherwise (`svc`). What is not here keeps its name in CEF too.
 */
const PLACES: readonly CefPlace[] = [
  place('act', 'action'),
  place('rt', 'time'),
  place('start', 'start_time'),
  place('deviceDirection', 'ifdir'),
  place('src', 'src', 'client_ip'),
  place('dst', 'dst'),
  place('spt', 's_port', 'sport_svc'),
  place('dpt', 'service', 'svc'),
  place('proto', 'proto'),
  place('app', 'protocol'),
  place('request', 'resource'),
  place('requestMethod', 'method'),
  place('requestClientApplication', 'user_agent', 'web_client_type'),
  place('requestContext', 'referrer'),
  place('suser', 'src_user_name', 'user'),
  place('shost', 'src_machine_name'),
  place('smac', 'mac_source_address'),
  place('duser', 'dst_user_name'),
  place('dhost', 'dst_machine_name'),
  place('dmac', 'mac_destination_address'),
  place('sntdom', 'domain_name'),
  place('sourceTranslatedAddress', 'xlatesrc'),
  place('sourceTranslatedPort', 'xlatesport', 'xlatesport_svc'),
  place('destinationTranslatedAddress', 'xlatedst'),
  place('destinationTranslatedPort', 'xlatedport', 'xlatedport_svc'),
  place('in', 'received_bytes'),
  place('out', 'sent_bytes'),
  place('cnt', 'event_count'),
  place('fname', 'file_name', 'dlp_file_name'),
  place('fsize', 'file_size'),
  place('fileType', 'file_type'),
  place('fileHash', 'file_md5', 'file_sha1', 'file_sha256'),
  place('msg', 'message_info', 'message', 'description', 'information'),
  place('reason', 'termination_reason', 'reason'),
  place('deviceExternalId', 'type'),
  place('deviceFacility', 'product_family'),
  place('cp_severity', 'severity'),
  place('cp_app_risk', 'app_risk'),
  labelled('c6a2', 'Source IPv6 Address', 'ipv6_src'),
  labelled('c6a3', 'Destination IPv6 Address', 'ipv6_dst'),
  labelled('cs1', 'Threat Prevention Rule Name', 'malware_rule_name'),
  labelled('cs1', 'Application Rule Name', 'app_rule_name'),
  labelled('cs2', 'Rule Name', 'rule_name'),
  labelled('cs2', 'Protection ID', 'protection_id'),
  labelled('cs3', 'Protection Type', 'protection_type'),
  labelled('cs4', 'Protection Name', 'protection_name'),
  labelled('cs4', 'Threat Prevention Rule ID', 'malware_rule_id'),
  labelled('cs5', 'Matched Category', 'matched_category'),
  labelled('cs6', 'Application Name', 'appi_name'),
  labelled('cs6', 'Malware Family', 'malware_family'),
  labelled('flexNumber1', 'Confidence', 'confidence_level'),
  labelled('flexNumber2', 'Performance Impact', 'performance_impact'),
  labelled('flexString1', 'Application Signature ID', 'app_sig_id'),
  labelled('flexString2', 'Attack Information', 'attack_info'),
  labelled('flexString2', 'Malware Action', 'malware_action'),
]

const BY_FIELD: ReadonlyMap<string, CefPlace> = new Map(PLACES.flatMap((place) => place.fields.map((field) => [field, place])))

/** Fields that CEF has under the same name: of every log, of the rules that matched, and of those that log a URL. */
const COMMON: ReadonlySet<string> = new Set([
  ...[
    'flags',
    'loguid',
    'origin',
    'originsicname',
    'product',
    'sequencenum',
    'version',
    '__policy_id_tag',
    'hll_key',
    'snid',
    'status',
  ],
  ...['layer_name', 'layer_uuid', 'match_id', 'parent_rule', 'rule', 'rule_action', 'rule_uid', 'smartdefense_profile'],
  ...[
    'http_host',
    'http_server',
    'http_status',
    'scope',
    'service_id',
    'session_id',
    'session_uid',
    'sig_id',
    'special_properties',
  ],
  ...['suppressed_logs', 'te_verdict_determined_by', 'usercheck_incident_uid', 'vendor_list', 'verdict'],
])

/** Where CEF has the field, or null when it keeps its name. */
export function cefPlaceOf(field: string): CefPlace | null {
  return BY_FIELD.get(field) ?? null
}

/** True for a name that Check Point's logs are known for. */
export function isFieldName(name: string): boolean {
  return COMMON.has(name) || BY_FIELD.has(name)
}

function place(key: string, ...fields: readonly string[]): CefPlace {
  return { key, label: null, fields }
}

function labelled(key: string, label: string, ...fields: readonly string[]): CefPlace {
  return { key, label, fields }
}
