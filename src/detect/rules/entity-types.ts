/**
 * The entity types that a rule can map columns to, and the identifiers of each.
 * Source: https://learn.microsoft.com/azure/sentinel/entities-reference
 */
export const ENTITY_TYPES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    Account:
      'Name FullName NTDomain DnsDomain UPNSuffix Sid AadTenantId AadUserId PUID IsDomainJoined DisplayName ObjectGuid CloudAppAccountId IsAnonymized',
    AzureResource: 'ResourceId',
    CloudApplication: 'AppId Name InstanceName InstanceId SaasId',
    DNS: 'DomainName',
    File: 'Directory Name',
    FileHash: 'Algorithm Value',
    Host: 'DnsDomain NTDomain HostName FullName NetBiosName AzureID OMSAgentID OSFamily OSVersion IsDomainJoined',
    IP: 'Address AddressScope',
    Mailbox: 'MailboxPrimaryAddress DisplayName Upn ExternalDirectoryObjectId AadId RiskLevel',
    MailCluster:
      'NetworkMessageIds CountByDeliveryStatus CountByThreatType CountByProtectionStatus Threats Query QueryTime MailCount IsVolumeAnomaly Source ClusterSourceIdentifier ClusterSourceType ClusterQueryStartTime ClusterQueryEndTime ClusterGroup',
    MailMessage:
      'Recipient Urls Threats Sender P1Sender P1SenderDisplayName P1SenderDomain SenderIP P2Sender P2SenderDisplayName P2SenderDomain ReceivedDate NetworkMessageId InternetMessageId Subject BodyFingerprintBin1 BodyFingerprintBin2 BodyFingerprintBin3 BodyFingerprintBin4 BodyFingerprintBin5 AntispamDirection DeliveryAction DeliveryLocation Language ThreatDetectionMethods',
    Malware: 'Name Category',
    Process: 'ProcessId CommandLine ElevationToken CreationTimeUtc',
    RegistryKey: 'Hive Key',
    RegistryValue: 'Name Value ValueType',
    SecurityGroup: 'DistinguishedName SID ObjectGuid',
    SubmissionMail:
      'SubmissionId SubmissionDate Submitter NetworkMessageId Timestamp Recipient Sender SenderIp Subject ReportType',
    URL: 'Url',
  }).map(([type, identifiers]) => [type, identifiers.split(' ')]),
)
