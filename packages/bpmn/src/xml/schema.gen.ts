/** Written by scripts/schema.ts from the OMG's XML schemas of BPMN 2.0. */
import type { Schema } from './schema.ts'

export const schema: Schema = {
 "types": {
  "bpmn:tDefinitions": {
   "foreign": true,
   "attributes": [
    {
     "name": "id",
     "type": "xsd:ID"
    },
    {
     "name": "name",
     "type": "xsd:string"
    },
    {
     "name": "targetNamespace",
     "type": "xsd:anyURI",
     "required": true
    },
    {
     "name": "expressionLanguage",
     "type": "xsd:anyURI"
    },
    {
     "name": "typeLanguage",
     "type": "xsd:anyURI"
    },
    {
     "name": "exporter",
     "type": "xsd:string"
    },
    {
     "name": "exporterVersion",
     "type": "xsd:string"
    }
   ],
   "content": [
    {
     "ref": "bpmn:import",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:extension",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:rootElement",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmndi:BPMNDiagram",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:relationship",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tImport": {
   "attributes": [
    {
     "name": "namespace",
     "type": "xsd:anyURI",
     "required": true
    },
    {
     "name": "location",
     "type": "xsd:string",
     "required": true
    },
    {
     "name": "importType",
     "type": "xsd:anyURI",
     "required": true
    }
   ],
   "content": []
  },
  "bpmn:tActivity": {
   "base": "bpmn:tFlowNode",
   "abstract": true,
   "attributes": [
    {
     "name": "isForCompensation",
     "type": "xsd:boolean"
    },
    {
     "name": "startQuantity",
     "type": "xsd:integer"
    },
    {
     "name": "completionQuantity",
     "type": "xsd:integer"
    },
    {
     "name": "default",
     "type": "xsd:IDREF"
    }
   ],
   "content": [
    {
     "ref": "bpmn:ioSpecification",
     "min": 0
    },
    {
     "ref": "bpmn:property",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:dataInputAssociation",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:dataOutputAssociation",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:resourceRole",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:loopCharacteristics",
     "min": 0
    }
   ]
  },
  "bpmn:tAdHocSubProcess": {
   "base": "bpmn:tSubProcess",
   "attributes": [
    {
     "name": "cancelRemainingInstances",
     "type": "xsd:boolean"
    },
    {
     "name": "ordering",
     "type": "bpmn:tAdHocOrdering"
    }
   ],
   "content": [
    {
     "name": "bpmn:completionCondition",
     "type": "bpmn:tExpression",
     "min": 0
    }
   ]
  },
  "bpmn:tArtifact": {
   "base": "bpmn:tBaseElement",
   "abstract": true,
   "attributes": [],
   "content": []
  },
  "bpmn:tAssignment": {
   "base": "bpmn:tBaseElement",
   "attributes": [],
   "content": [
    {
     "name": "bpmn:from",
     "type": "bpmn:tExpression"
    },
    {
     "name": "bpmn:to",
     "type": "bpmn:tExpression"
    }
   ]
  },
  "bpmn:tAssociation": {
   "base": "bpmn:tArtifact",
   "attributes": [
    {
     "name": "sourceRef",
     "type": "xsd:QName",
     "required": true
    },
    {
     "name": "targetRef",
     "type": "xsd:QName",
     "required": true
    },
    {
     "name": "associationDirection",
     "type": "bpmn:tAssociationDirection"
    }
   ],
   "content": []
  },
  "bpmn:tAuditing": {
   "base": "bpmn:tBaseElement",
   "attributes": [],
   "content": []
  },
  "bpmn:tBaseElement": {
   "abstract": true,
   "foreign": true,
   "attributes": [
    {
     "name": "id",
     "type": "xsd:ID"
    }
   ],
   "content": [
    {
     "ref": "bpmn:documentation",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:extensionElements",
     "min": 0
    }
   ]
  },
  "bpmn:tBaseElementWithMixedContent": {
   "abstract": true,
   "mixed": true,
   "foreign": true,
   "attributes": [
    {
     "name": "id",
     "type": "xsd:ID"
    }
   ],
   "content": [
    {
     "ref": "bpmn:documentation",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:extensionElements",
     "min": 0
    }
   ]
  },
  "bpmn:tBoundaryEvent": {
   "base": "bpmn:tCatchEvent",
   "attributes": [
    {
     "name": "cancelActivity",
     "type": "xsd:boolean"
    },
    {
     "name": "attachedToRef",
     "type": "xsd:QName",
     "required": true
    }
   ],
   "content": []
  },
  "bpmn:tBusinessRuleTask": {
   "base": "bpmn:tTask",
   "attributes": [
    {
     "name": "implementation",
     "type": "bpmn:tImplementation"
    }
   ],
   "content": []
  },
  "bpmn:tCallableElement": {
   "base": "bpmn:tRootElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    }
   ],
   "content": [
    {
     "name": "bpmn:supportedInterfaceRef",
     "type": "xsd:QName",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:ioSpecification",
     "min": 0
    },
    {
     "ref": "bpmn:ioBinding",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tCallActivity": {
   "base": "bpmn:tActivity",
   "attributes": [
    {
     "name": "calledElement",
     "type": "xsd:QName"
    }
   ],
   "content": []
  },
  "bpmn:tCallChoreography": {
   "base": "bpmn:tChoreographyActivity",
   "attributes": [
    {
     "name": "calledChoreographyRef",
     "type": "xsd:QName"
    }
   ],
   "content": [
    {
     "ref": "bpmn:participantAssociation",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tCallConversation": {
   "base": "bpmn:tConversationNode",
   "attributes": [
    {
     "name": "calledCollaborationRef",
     "type": "xsd:QName"
    }
   ],
   "content": [
    {
     "ref": "bpmn:participantAssociation",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tCancelEventDefinition": {
   "base": "bpmn:tEventDefinition",
   "attributes": [],
   "content": []
  },
  "bpmn:tCatchEvent": {
   "base": "bpmn:tEvent",
   "abstract": true,
   "attributes": [
    {
     "name": "parallelMultiple",
     "type": "xsd:boolean"
    }
   ],
   "content": [
    {
     "ref": "bpmn:dataOutput",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:dataOutputAssociation",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:outputSet",
     "min": 0
    },
    {
     "ref": "bpmn:eventDefinition",
     "min": 0,
     "max": -1
    },
    {
     "name": "bpmn:eventDefinitionRef",
     "type": "xsd:QName",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tCategory": {
   "base": "bpmn:tRootElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    }
   ],
   "content": [
    {
     "ref": "bpmn:categoryValue",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tCategoryValue": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "value",
     "type": "xsd:string"
    }
   ],
   "content": []
  },
  "bpmn:tChoreography": {
   "base": "bpmn:tCollaboration",
   "attributes": [],
   "content": [
    {
     "ref": "bpmn:flowElement",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tChoreographyActivity": {
   "base": "bpmn:tFlowNode",
   "abstract": true,
   "attributes": [
    {
     "name": "initiatingParticipantRef",
     "type": "xsd:QName",
     "required": true
    },
    {
     "name": "loopType",
     "type": "bpmn:tChoreographyLoopType"
    }
   ],
   "content": [
    {
     "name": "bpmn:participantRef",
     "type": "xsd:QName",
     "min": 2,
     "max": -1
    },
    {
     "ref": "bpmn:correlationKey",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tChoreographyTask": {
   "base": "bpmn:tChoreographyActivity",
   "attributes": [],
   "content": [
    {
     "name": "bpmn:messageFlowRef",
     "type": "xsd:QName",
     "max": 2
    }
   ]
  },
  "bpmn:tCollaboration": {
   "base": "bpmn:tRootElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    },
    {
     "name": "isClosed",
     "type": "xsd:boolean"
    }
   ],
   "content": [
    {
     "ref": "bpmn:participant",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:messageFlow",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:artifact",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:conversationNode",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:conversationAssociation",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:participantAssociation",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:messageFlowAssociation",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:correlationKey",
     "min": 0,
     "max": -1
    },
    {
     "name": "bpmn:choreographyRef",
     "type": "xsd:QName",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:conversationLink",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tCompensateEventDefinition": {
   "base": "bpmn:tEventDefinition",
   "attributes": [
    {
     "name": "waitForCompletion",
     "type": "xsd:boolean"
    },
    {
     "name": "activityRef",
     "type": "xsd:QName"
    }
   ],
   "content": []
  },
  "bpmn:tComplexBehaviorDefinition": {
   "base": "bpmn:tBaseElement",
   "attributes": [],
   "content": [
    {
     "name": "bpmn:condition",
     "type": "bpmn:tFormalExpression"
    },
    {
     "name": "bpmn:event",
     "type": "bpmn:tImplicitThrowEvent",
     "min": 0
    }
   ]
  },
  "bpmn:tComplexGateway": {
   "base": "bpmn:tGateway",
   "attributes": [
    {
     "name": "default",
     "type": "xsd:IDREF"
    }
   ],
   "content": [
    {
     "name": "bpmn:activationCondition",
     "type": "bpmn:tExpression",
     "min": 0
    }
   ]
  },
  "bpmn:tConditionalEventDefinition": {
   "base": "bpmn:tEventDefinition",
   "attributes": [],
   "content": [
    {
     "name": "bpmn:condition",
     "type": "bpmn:tExpression"
    }
   ]
  },
  "bpmn:tConversation": {
   "base": "bpmn:tConversationNode",
   "attributes": [],
   "content": []
  },
  "bpmn:tConversationAssociation": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "innerConversationNodeRef",
     "type": "xsd:QName",
     "required": true
    },
    {
     "name": "outerConversationNodeRef",
     "type": "xsd:QName",
     "required": true
    }
   ],
   "content": []
  },
  "bpmn:tConversationLink": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    },
    {
     "name": "sourceRef",
     "type": "xsd:QName",
     "required": true
    },
    {
     "name": "targetRef",
     "type": "xsd:QName",
     "required": true
    }
   ],
   "content": []
  },
  "bpmn:tConversationNode": {
   "base": "bpmn:tBaseElement",
   "abstract": true,
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    }
   ],
   "content": [
    {
     "name": "bpmn:participantRef",
     "type": "xsd:QName",
     "min": 0,
     "max": -1
    },
    {
     "name": "bpmn:messageFlowRef",
     "type": "xsd:QName",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:correlationKey",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tCorrelationKey": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    }
   ],
   "content": [
    {
     "name": "bpmn:correlationPropertyRef",
     "type": "xsd:QName",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tCorrelationProperty": {
   "base": "bpmn:tRootElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    },
    {
     "name": "type",
     "type": "xsd:QName"
    }
   ],
   "content": [
    {
     "ref": "bpmn:correlationPropertyRetrievalExpression",
     "max": -1
    }
   ]
  },
  "bpmn:tCorrelationPropertyBinding": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "correlationPropertyRef",
     "type": "xsd:QName",
     "required": true
    }
   ],
   "content": [
    {
     "name": "bpmn:dataPath",
     "type": "bpmn:tFormalExpression"
    }
   ]
  },
  "bpmn:tCorrelationPropertyRetrievalExpression": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "messageRef",
     "type": "xsd:QName",
     "required": true
    }
   ],
   "content": [
    {
     "name": "bpmn:messagePath",
     "type": "bpmn:tFormalExpression"
    }
   ]
  },
  "bpmn:tCorrelationSubscription": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "correlationKeyRef",
     "type": "xsd:QName",
     "required": true
    }
   ],
   "content": [
    {
     "ref": "bpmn:correlationPropertyBinding",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tDataAssociation": {
   "base": "bpmn:tBaseElement",
   "attributes": [],
   "content": [
    {
     "name": "bpmn:sourceRef",
     "type": "xsd:IDREF",
     "min": 0,
     "max": -1
    },
    {
     "name": "bpmn:targetRef",
     "type": "xsd:IDREF"
    },
    {
     "name": "bpmn:transformation",
     "type": "bpmn:tFormalExpression",
     "min": 0
    },
    {
     "ref": "bpmn:assignment",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tDataInput": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    },
    {
     "name": "itemSubjectRef",
     "type": "xsd:QName"
    },
    {
     "name": "isCollection",
     "type": "xsd:boolean"
    }
   ],
   "content": [
    {
     "ref": "bpmn:dataState",
     "min": 0
    }
   ]
  },
  "bpmn:tDataInputAssociation": {
   "base": "bpmn:tDataAssociation",
   "attributes": [],
   "content": []
  },
  "bpmn:tDataObject": {
   "base": "bpmn:tFlowElement",
   "attributes": [
    {
     "name": "itemSubjectRef",
     "type": "xsd:QName"
    },
    {
     "name": "isCollection",
     "type": "xsd:boolean"
    }
   ],
   "content": [
    {
     "ref": "bpmn:dataState",
     "min": 0
    }
   ]
  },
  "bpmn:tDataObjectReference": {
   "base": "bpmn:tFlowElement",
   "attributes": [
    {
     "name": "itemSubjectRef",
     "type": "xsd:QName"
    },
    {
     "name": "dataObjectRef",
     "type": "xsd:IDREF"
    }
   ],
   "content": [
    {
     "ref": "bpmn:dataState",
     "min": 0
    }
   ]
  },
  "bpmn:tDataOutput": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    },
    {
     "name": "itemSubjectRef",
     "type": "xsd:QName"
    },
    {
     "name": "isCollection",
     "type": "xsd:boolean"
    }
   ],
   "content": [
    {
     "ref": "bpmn:dataState",
     "min": 0
    }
   ]
  },
  "bpmn:tDataOutputAssociation": {
   "base": "bpmn:tDataAssociation",
   "attributes": [],
   "content": []
  },
  "bpmn:tDataState": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    }
   ],
   "content": []
  },
  "bpmn:tDataStore": {
   "base": "bpmn:tRootElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    },
    {
     "name": "capacity",
     "type": "xsd:integer"
    },
    {
     "name": "isUnlimited",
     "type": "xsd:boolean"
    },
    {
     "name": "itemSubjectRef",
     "type": "xsd:QName"
    }
   ],
   "content": [
    {
     "ref": "bpmn:dataState",
     "min": 0
    }
   ]
  },
  "bpmn:tDataStoreReference": {
   "base": "bpmn:tFlowElement",
   "attributes": [
    {
     "name": "itemSubjectRef",
     "type": "xsd:QName"
    },
    {
     "name": "dataStoreRef",
     "type": "xsd:QName"
    }
   ],
   "content": [
    {
     "ref": "bpmn:dataState",
     "min": 0
    }
   ]
  },
  "bpmn:tDocumentation": {
   "mixed": true,
   "attributes": [
    {
     "name": "id",
     "type": "xsd:ID"
    },
    {
     "name": "textFormat",
     "type": "xsd:string"
    }
   ],
   "content": [
    {
     "any": "##any",
     "min": 0
    }
   ]
  },
  "bpmn:tEndEvent": {
   "base": "bpmn:tThrowEvent",
   "attributes": [],
   "content": []
  },
  "bpmn:tEndPoint": {
   "base": "bpmn:tRootElement",
   "attributes": [],
   "content": []
  },
  "bpmn:tError": {
   "base": "bpmn:tRootElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    },
    {
     "name": "errorCode",
     "type": "xsd:string"
    },
    {
     "name": "structureRef",
     "type": "xsd:QName"
    }
   ],
   "content": []
  },
  "bpmn:tErrorEventDefinition": {
   "base": "bpmn:tEventDefinition",
   "attributes": [
    {
     "name": "errorRef",
     "type": "xsd:QName"
    }
   ],
   "content": []
  },
  "bpmn:tEscalation": {
   "base": "bpmn:tRootElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    },
    {
     "name": "escalationCode",
     "type": "xsd:string"
    },
    {
     "name": "structureRef",
     "type": "xsd:QName"
    }
   ],
   "content": []
  },
  "bpmn:tEscalationEventDefinition": {
   "base": "bpmn:tEventDefinition",
   "attributes": [
    {
     "name": "escalationRef",
     "type": "xsd:QName"
    }
   ],
   "content": []
  },
  "bpmn:tEvent": {
   "base": "bpmn:tFlowNode",
   "abstract": true,
   "attributes": [],
   "content": [
    {
     "ref": "bpmn:property",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tEventBasedGateway": {
   "base": "bpmn:tGateway",
   "attributes": [
    {
     "name": "instantiate",
     "type": "xsd:boolean"
    },
    {
     "name": "eventGatewayType",
     "type": "bpmn:tEventBasedGatewayType"
    }
   ],
   "content": []
  },
  "bpmn:tEventDefinition": {
   "base": "bpmn:tRootElement",
   "abstract": true,
   "attributes": [],
   "content": []
  },
  "bpmn:tExclusiveGateway": {
   "base": "bpmn:tGateway",
   "attributes": [
    {
     "name": "default",
     "type": "xsd:IDREF"
    }
   ],
   "content": []
  },
  "bpmn:tExpression": {
   "base": "bpmn:tBaseElementWithMixedContent",
   "attributes": [],
   "content": []
  },
  "bpmn:tExtension": {
   "attributes": [
    {
     "name": "definition",
     "type": "xsd:QName"
    },
    {
     "name": "mustUnderstand",
     "type": "xsd:boolean"
    }
   ],
   "content": [
    {
     "ref": "bpmn:documentation",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tExtensionElements": {
   "attributes": [],
   "content": [
    {
     "any": "##other",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tFlowElement": {
   "base": "bpmn:tBaseElement",
   "abstract": true,
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    }
   ],
   "content": [
    {
     "ref": "bpmn:auditing",
     "min": 0
    },
    {
     "ref": "bpmn:monitoring",
     "min": 0
    },
    {
     "name": "bpmn:categoryValueRef",
     "type": "xsd:QName",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tFlowNode": {
   "base": "bpmn:tFlowElement",
   "abstract": true,
   "attributes": [],
   "content": [
    {
     "name": "bpmn:incoming",
     "type": "xsd:QName",
     "min": 0,
     "max": -1
    },
    {
     "name": "bpmn:outgoing",
     "type": "xsd:QName",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tFormalExpression": {
   "base": "bpmn:tExpression",
   "attributes": [
    {
     "name": "language",
     "type": "xsd:anyURI"
    },
    {
     "name": "evaluatesToTypeRef",
     "type": "xsd:QName"
    }
   ],
   "content": []
  },
  "bpmn:tGateway": {
   "base": "bpmn:tFlowNode",
   "attributes": [
    {
     "name": "gatewayDirection",
     "type": "bpmn:tGatewayDirection"
    }
   ],
   "content": []
  },
  "bpmn:tGlobalBusinessRuleTask": {
   "base": "bpmn:tGlobalTask",
   "attributes": [
    {
     "name": "implementation",
     "type": "bpmn:tImplementation"
    }
   ],
   "content": []
  },
  "bpmn:tGlobalChoreographyTask": {
   "base": "bpmn:tChoreography",
   "attributes": [
    {
     "name": "initiatingParticipantRef",
     "type": "xsd:QName"
    }
   ],
   "content": []
  },
  "bpmn:tGlobalConversation": {
   "base": "bpmn:tCollaboration",
   "attributes": [],
   "content": []
  },
  "bpmn:tGlobalManualTask": {
   "base": "bpmn:tGlobalTask",
   "attributes": [],
   "content": []
  },
  "bpmn:tGlobalScriptTask": {
   "base": "bpmn:tGlobalTask",
   "attributes": [
    {
     "name": "scriptLanguage",
     "type": "xsd:anyURI"
    }
   ],
   "content": [
    {
     "ref": "bpmn:script",
     "min": 0
    }
   ]
  },
  "bpmn:tGlobalTask": {
   "base": "bpmn:tCallableElement",
   "attributes": [],
   "content": [
    {
     "ref": "bpmn:resourceRole",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tGlobalUserTask": {
   "base": "bpmn:tGlobalTask",
   "attributes": [
    {
     "name": "implementation",
     "type": "bpmn:tImplementation"
    }
   ],
   "content": [
    {
     "ref": "bpmn:rendering",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tGroup": {
   "base": "bpmn:tArtifact",
   "attributes": [
    {
     "name": "categoryValueRef",
     "type": "xsd:QName"
    }
   ],
   "content": []
  },
  "bpmn:tHumanPerformer": {
   "base": "bpmn:tPerformer",
   "attributes": [],
   "content": []
  },
  "bpmn:tImplicitThrowEvent": {
   "base": "bpmn:tThrowEvent",
   "attributes": [],
   "content": []
  },
  "bpmn:tInclusiveGateway": {
   "base": "bpmn:tGateway",
   "attributes": [
    {
     "name": "default",
     "type": "xsd:IDREF"
    }
   ],
   "content": []
  },
  "bpmn:tInputSet": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    }
   ],
   "content": [
    {
     "name": "bpmn:dataInputRefs",
     "type": "xsd:IDREF",
     "min": 0,
     "max": -1
    },
    {
     "name": "bpmn:optionalInputRefs",
     "type": "xsd:IDREF",
     "min": 0,
     "max": -1
    },
    {
     "name": "bpmn:whileExecutingInputRefs",
     "type": "xsd:IDREF",
     "min": 0,
     "max": -1
    },
    {
     "name": "bpmn:outputSetRefs",
     "type": "xsd:IDREF",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tInterface": {
   "base": "bpmn:tRootElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string",
     "required": true
    },
    {
     "name": "implementationRef",
     "type": "xsd:QName"
    }
   ],
   "content": [
    {
     "ref": "bpmn:operation",
     "max": -1
    }
   ]
  },
  "bpmn:tIntermediateCatchEvent": {
   "base": "bpmn:tCatchEvent",
   "attributes": [],
   "content": []
  },
  "bpmn:tIntermediateThrowEvent": {
   "base": "bpmn:tThrowEvent",
   "attributes": [],
   "content": []
  },
  "bpmn:tInputOutputBinding": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "operationRef",
     "type": "xsd:QName",
     "required": true
    },
    {
     "name": "inputDataRef",
     "type": "xsd:IDREF",
     "required": true
    },
    {
     "name": "outputDataRef",
     "type": "xsd:IDREF",
     "required": true
    }
   ],
   "content": []
  },
  "bpmn:tInputOutputSpecification": {
   "base": "bpmn:tBaseElement",
   "attributes": [],
   "content": [
    {
     "ref": "bpmn:dataInput",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:dataOutput",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:inputSet",
     "max": -1
    },
    {
     "ref": "bpmn:outputSet",
     "max": -1
    }
   ]
  },
  "bpmn:tItemDefinition": {
   "base": "bpmn:tRootElement",
   "attributes": [
    {
     "name": "structureRef",
     "type": "xsd:QName"
    },
    {
     "name": "isCollection",
     "type": "xsd:boolean"
    },
    {
     "name": "itemKind",
     "type": "bpmn:tItemKind"
    }
   ],
   "content": []
  },
  "bpmn:tLane": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    },
    {
     "name": "partitionElementRef",
     "type": "xsd:QName"
    }
   ],
   "content": [
    {
     "name": "bpmn:partitionElement",
     "type": "bpmn:tBaseElement",
     "min": 0
    },
    {
     "name": "bpmn:flowNodeRef",
     "type": "xsd:IDREF",
     "min": 0,
     "max": -1
    },
    {
     "name": "bpmn:childLaneSet",
     "type": "bpmn:tLaneSet",
     "min": 0
    }
   ]
  },
  "bpmn:tLaneSet": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    }
   ],
   "content": [
    {
     "ref": "bpmn:lane",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tLinkEventDefinition": {
   "base": "bpmn:tEventDefinition",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string",
     "required": true
    }
   ],
   "content": [
    {
     "name": "bpmn:source",
     "type": "xsd:QName",
     "min": 0,
     "max": -1
    },
    {
     "name": "bpmn:target",
     "type": "xsd:QName",
     "min": 0
    }
   ]
  },
  "bpmn:tLoopCharacteristics": {
   "base": "bpmn:tBaseElement",
   "abstract": true,
   "attributes": [],
   "content": []
  },
  "bpmn:tManualTask": {
   "base": "bpmn:tTask",
   "attributes": [],
   "content": []
  },
  "bpmn:tMessage": {
   "base": "bpmn:tRootElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    },
    {
     "name": "itemRef",
     "type": "xsd:QName"
    }
   ],
   "content": []
  },
  "bpmn:tMessageEventDefinition": {
   "base": "bpmn:tEventDefinition",
   "attributes": [
    {
     "name": "messageRef",
     "type": "xsd:QName"
    }
   ],
   "content": [
    {
     "name": "bpmn:operationRef",
     "type": "xsd:QName",
     "min": 0
    }
   ]
  },
  "bpmn:tMessageFlow": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    },
    {
     "name": "sourceRef",
     "type": "xsd:QName",
     "required": true
    },
    {
     "name": "targetRef",
     "type": "xsd:QName",
     "required": true
    },
    {
     "name": "messageRef",
     "type": "xsd:QName"
    }
   ],
   "content": []
  },
  "bpmn:tMessageFlowAssociation": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "innerMessageFlowRef",
     "type": "xsd:QName",
     "required": true
    },
    {
     "name": "outerMessageFlowRef",
     "type": "xsd:QName",
     "required": true
    }
   ],
   "content": []
  },
  "bpmn:tMonitoring": {
   "base": "bpmn:tBaseElement",
   "attributes": [],
   "content": []
  },
  "bpmn:tMultiInstanceLoopCharacteristics": {
   "base": "bpmn:tLoopCharacteristics",
   "attributes": [
    {
     "name": "isSequential",
     "type": "xsd:boolean"
    },
    {
     "name": "behavior",
     "type": "bpmn:tMultiInstanceFlowCondition"
    },
    {
     "name": "oneBehaviorEventRef",
     "type": "xsd:QName"
    },
    {
     "name": "noneBehaviorEventRef",
     "type": "xsd:QName"
    }
   ],
   "content": [
    {
     "name": "bpmn:loopCardinality",
     "type": "bpmn:tExpression",
     "min": 0
    },
    {
     "name": "bpmn:loopDataInputRef",
     "type": "xsd:QName",
     "min": 0
    },
    {
     "name": "bpmn:loopDataOutputRef",
     "type": "xsd:QName",
     "min": 0
    },
    {
     "name": "bpmn:inputDataItem",
     "type": "bpmn:tDataInput",
     "min": 0
    },
    {
     "name": "bpmn:outputDataItem",
     "type": "bpmn:tDataOutput",
     "min": 0
    },
    {
     "ref": "bpmn:complexBehaviorDefinition",
     "min": 0,
     "max": -1
    },
    {
     "name": "bpmn:completionCondition",
     "type": "bpmn:tExpression",
     "min": 0
    }
   ]
  },
  "bpmn:tOperation": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string",
     "required": true
    },
    {
     "name": "implementationRef",
     "type": "xsd:QName"
    }
   ],
   "content": [
    {
     "name": "bpmn:inMessageRef",
     "type": "xsd:QName"
    },
    {
     "name": "bpmn:outMessageRef",
     "type": "xsd:QName",
     "min": 0
    },
    {
     "name": "bpmn:errorRef",
     "type": "xsd:QName",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tOutputSet": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    }
   ],
   "content": [
    {
     "name": "bpmn:dataOutputRefs",
     "type": "xsd:IDREF",
     "min": 0,
     "max": -1
    },
    {
     "name": "bpmn:optionalOutputRefs",
     "type": "xsd:IDREF",
     "min": 0,
     "max": -1
    },
    {
     "name": "bpmn:whileExecutingOutputRefs",
     "type": "xsd:IDREF",
     "min": 0,
     "max": -1
    },
    {
     "name": "bpmn:inputSetRefs",
     "type": "xsd:IDREF",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tParallelGateway": {
   "base": "bpmn:tGateway",
   "attributes": [],
   "content": []
  },
  "bpmn:tParticipant": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    },
    {
     "name": "processRef",
     "type": "xsd:QName"
    }
   ],
   "content": [
    {
     "name": "bpmn:interfaceRef",
     "type": "xsd:QName",
     "min": 0,
     "max": -1
    },
    {
     "name": "bpmn:endPointRef",
     "type": "xsd:QName",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:participantMultiplicity",
     "min": 0
    }
   ]
  },
  "bpmn:tParticipantAssociation": {
   "base": "bpmn:tBaseElement",
   "attributes": [],
   "content": [
    {
     "name": "bpmn:innerParticipantRef",
     "type": "xsd:QName"
    },
    {
     "name": "bpmn:outerParticipantRef",
     "type": "xsd:QName"
    }
   ]
  },
  "bpmn:tParticipantMultiplicity": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "minimum",
     "type": "xsd:int"
    },
    {
     "name": "maximum",
     "type": "xsd:int"
    }
   ],
   "content": []
  },
  "bpmn:tPartnerEntity": {
   "base": "bpmn:tRootElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    }
   ],
   "content": [
    {
     "name": "bpmn:participantRef",
     "type": "xsd:QName",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tPartnerRole": {
   "base": "bpmn:tRootElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    }
   ],
   "content": [
    {
     "name": "bpmn:participantRef",
     "type": "xsd:QName",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tPerformer": {
   "base": "bpmn:tResourceRole",
   "attributes": [],
   "content": []
  },
  "bpmn:tPotentialOwner": {
   "base": "bpmn:tHumanPerformer",
   "attributes": [],
   "content": []
  },
  "bpmn:tProcess": {
   "base": "bpmn:tCallableElement",
   "attributes": [
    {
     "name": "processType",
     "type": "bpmn:tProcessType"
    },
    {
     "name": "isClosed",
     "type": "xsd:boolean"
    },
    {
     "name": "isExecutable",
     "type": "xsd:boolean"
    },
    {
     "name": "definitionalCollaborationRef",
     "type": "xsd:QName"
    }
   ],
   "content": [
    {
     "ref": "bpmn:auditing",
     "min": 0
    },
    {
     "ref": "bpmn:monitoring",
     "min": 0
    },
    {
     "ref": "bpmn:property",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:laneSet",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:flowElement",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:artifact",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:resourceRole",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:correlationSubscription",
     "min": 0,
     "max": -1
    },
    {
     "name": "bpmn:supports",
     "type": "xsd:QName",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tProperty": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    },
    {
     "name": "itemSubjectRef",
     "type": "xsd:QName"
    }
   ],
   "content": [
    {
     "ref": "bpmn:dataState",
     "min": 0
    }
   ]
  },
  "bpmn:tReceiveTask": {
   "base": "bpmn:tTask",
   "attributes": [
    {
     "name": "implementation",
     "type": "bpmn:tImplementation"
    },
    {
     "name": "instantiate",
     "type": "xsd:boolean"
    },
    {
     "name": "messageRef",
     "type": "xsd:QName"
    },
    {
     "name": "operationRef",
     "type": "xsd:QName"
    }
   ],
   "content": []
  },
  "bpmn:tRelationship": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "type",
     "type": "xsd:string",
     "required": true
    },
    {
     "name": "direction",
     "type": "bpmn:tRelationshipDirection"
    }
   ],
   "content": [
    {
     "name": "bpmn:source",
     "type": "xsd:QName",
     "max": -1
    },
    {
     "name": "bpmn:target",
     "type": "xsd:QName",
     "max": -1
    }
   ]
  },
  "bpmn:tRendering": {
   "base": "bpmn:tBaseElement",
   "attributes": [],
   "content": []
  },
  "bpmn:tResource": {
   "base": "bpmn:tRootElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string",
     "required": true
    }
   ],
   "content": [
    {
     "ref": "bpmn:resourceParameter",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tResourceAssignmentExpression": {
   "base": "bpmn:tBaseElement",
   "attributes": [],
   "content": [
    {
     "ref": "bpmn:expression"
    }
   ]
  },
  "bpmn:tResourceParameter": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    },
    {
     "name": "type",
     "type": "xsd:QName"
    },
    {
     "name": "isRequired",
     "type": "xsd:boolean"
    }
   ],
   "content": []
  },
  "bpmn:tResourceParameterBinding": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "parameterRef",
     "type": "xsd:QName",
     "required": true
    }
   ],
   "content": [
    {
     "ref": "bpmn:expression"
    }
   ]
  },
  "bpmn:tResourceRole": {
   "base": "bpmn:tBaseElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    }
   ],
   "content": [
    {
     "choice": [
      {
       "sequence": [
        {
         "name": "bpmn:resourceRef",
         "type": "xsd:QName"
        },
        {
         "ref": "bpmn:resourceParameterBinding",
         "min": 0,
         "max": -1
        }
       ]
      },
      {
       "ref": "bpmn:resourceAssignmentExpression",
       "min": 0
      }
     ]
    }
   ]
  },
  "bpmn:tRootElement": {
   "base": "bpmn:tBaseElement",
   "abstract": true,
   "attributes": [],
   "content": []
  },
  "bpmn:tScriptTask": {
   "base": "bpmn:tTask",
   "attributes": [
    {
     "name": "scriptFormat",
     "type": "xsd:string"
    }
   ],
   "content": [
    {
     "ref": "bpmn:script",
     "min": 0
    }
   ]
  },
  "bpmn:tScript": {
   "mixed": true,
   "attributes": [],
   "content": [
    {
     "any": "##any",
     "min": 0
    }
   ]
  },
  "bpmn:tSendTask": {
   "base": "bpmn:tTask",
   "attributes": [
    {
     "name": "implementation",
     "type": "bpmn:tImplementation"
    },
    {
     "name": "messageRef",
     "type": "xsd:QName"
    },
    {
     "name": "operationRef",
     "type": "xsd:QName"
    }
   ],
   "content": []
  },
  "bpmn:tSequenceFlow": {
   "base": "bpmn:tFlowElement",
   "attributes": [
    {
     "name": "sourceRef",
     "type": "xsd:IDREF",
     "required": true
    },
    {
     "name": "targetRef",
     "type": "xsd:IDREF",
     "required": true
    },
    {
     "name": "isImmediate",
     "type": "xsd:boolean"
    }
   ],
   "content": [
    {
     "name": "bpmn:conditionExpression",
     "type": "bpmn:tExpression",
     "min": 0
    }
   ]
  },
  "bpmn:tServiceTask": {
   "base": "bpmn:tTask",
   "attributes": [
    {
     "name": "implementation",
     "type": "bpmn:tImplementation"
    },
    {
     "name": "operationRef",
     "type": "xsd:QName"
    }
   ],
   "content": []
  },
  "bpmn:tSignal": {
   "base": "bpmn:tRootElement",
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    },
    {
     "name": "structureRef",
     "type": "xsd:QName"
    }
   ],
   "content": []
  },
  "bpmn:tSignalEventDefinition": {
   "base": "bpmn:tEventDefinition",
   "attributes": [
    {
     "name": "signalRef",
     "type": "xsd:QName"
    }
   ],
   "content": []
  },
  "bpmn:tStandardLoopCharacteristics": {
   "base": "bpmn:tLoopCharacteristics",
   "attributes": [
    {
     "name": "testBefore",
     "type": "xsd:boolean"
    },
    {
     "name": "loopMaximum",
     "type": "xsd:integer"
    }
   ],
   "content": [
    {
     "name": "bpmn:loopCondition",
     "type": "bpmn:tExpression",
     "min": 0
    }
   ]
  },
  "bpmn:tStartEvent": {
   "base": "bpmn:tCatchEvent",
   "attributes": [
    {
     "name": "isInterrupting",
     "type": "xsd:boolean"
    }
   ],
   "content": []
  },
  "bpmn:tSubChoreography": {
   "base": "bpmn:tChoreographyActivity",
   "attributes": [],
   "content": [
    {
     "ref": "bpmn:flowElement",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:artifact",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tSubConversation": {
   "base": "bpmn:tConversationNode",
   "attributes": [],
   "content": [
    {
     "ref": "bpmn:conversationNode",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tSubProcess": {
   "base": "bpmn:tActivity",
   "attributes": [
    {
     "name": "triggeredByEvent",
     "type": "xsd:boolean"
    }
   ],
   "content": [
    {
     "ref": "bpmn:laneSet",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:flowElement",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:artifact",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tTask": {
   "base": "bpmn:tActivity",
   "attributes": [],
   "content": []
  },
  "bpmn:tTerminateEventDefinition": {
   "base": "bpmn:tEventDefinition",
   "attributes": [],
   "content": []
  },
  "bpmn:tTextAnnotation": {
   "base": "bpmn:tArtifact",
   "attributes": [
    {
     "name": "textFormat",
     "type": "xsd:string"
    }
   ],
   "content": [
    {
     "ref": "bpmn:text",
     "min": 0
    }
   ]
  },
  "bpmn:tText": {
   "mixed": true,
   "attributes": [],
   "content": [
    {
     "any": "##any",
     "min": 0
    }
   ]
  },
  "bpmn:tThrowEvent": {
   "base": "bpmn:tEvent",
   "abstract": true,
   "attributes": [],
   "content": [
    {
     "ref": "bpmn:dataInput",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:dataInputAssociation",
     "min": 0,
     "max": -1
    },
    {
     "ref": "bpmn:inputSet",
     "min": 0
    },
    {
     "ref": "bpmn:eventDefinition",
     "min": 0,
     "max": -1
    },
    {
     "name": "bpmn:eventDefinitionRef",
     "type": "xsd:QName",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmn:tTimerEventDefinition": {
   "base": "bpmn:tEventDefinition",
   "attributes": [],
   "content": [
    {
     "choice": [
      {
       "name": "bpmn:timeDate",
       "type": "bpmn:tExpression",
       "min": 0
      },
      {
       "name": "bpmn:timeDuration",
       "type": "bpmn:tExpression",
       "min": 0
      },
      {
       "name": "bpmn:timeCycle",
       "type": "bpmn:tExpression",
       "min": 0
      }
     ]
    }
   ]
  },
  "bpmn:tTransaction": {
   "base": "bpmn:tSubProcess",
   "attributes": [
    {
     "name": "method",
     "type": "bpmn:tTransactionMethod"
    }
   ],
   "content": []
  },
  "bpmn:tUserTask": {
   "base": "bpmn:tTask",
   "attributes": [
    {
     "name": "implementation",
     "type": "bpmn:tImplementation"
    }
   ],
   "content": [
    {
     "ref": "bpmn:rendering",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmndi:BPMNDiagram": {
   "base": "di:Diagram",
   "attributes": [],
   "content": [
    {
     "ref": "bpmndi:BPMNPlane"
    },
    {
     "ref": "bpmndi:BPMNLabelStyle",
     "min": 0,
     "max": -1
    }
   ]
  },
  "bpmndi:BPMNPlane": {
   "base": "di:Plane",
   "attributes": [
    {
     "name": "bpmnElement",
     "type": "xsd:QName"
    }
   ],
   "content": []
  },
  "bpmndi:BPMNEdge": {
   "base": "di:LabeledEdge",
   "attributes": [
    {
     "name": "bpmnElement",
     "type": "xsd:QName"
    },
    {
     "name": "sourceElement",
     "type": "xsd:QName"
    },
    {
     "name": "targetElement",
     "type": "xsd:QName"
    },
    {
     "name": "messageVisibleKind",
     "type": "bpmndi:MessageVisibleKind"
    }
   ],
   "content": [
    {
     "ref": "bpmndi:BPMNLabel",
     "min": 0
    }
   ]
  },
  "bpmndi:BPMNShape": {
   "base": "di:LabeledShape",
   "attributes": [
    {
     "name": "bpmnElement",
     "type": "xsd:QName"
    },
    {
     "name": "isHorizontal",
     "type": "xsd:boolean"
    },
    {
     "name": "isExpanded",
     "type": "xsd:boolean"
    },
    {
     "name": "isMarkerVisible",
     "type": "xsd:boolean"
    },
    {
     "name": "isMessageVisible",
     "type": "xsd:boolean"
    },
    {
     "name": "participantBandKind",
     "type": "bpmndi:ParticipantBandKind"
    },
    {
     "name": "choreographyActivityShape",
     "type": "xsd:QName"
    }
   ],
   "content": [
    {
     "ref": "bpmndi:BPMNLabel",
     "min": 0
    }
   ]
  },
  "bpmndi:BPMNLabel": {
   "base": "di:Label",
   "attributes": [
    {
     "name": "labelStyle",
     "type": "xsd:QName"
    }
   ],
   "content": []
  },
  "bpmndi:BPMNLabelStyle": {
   "base": "di:Style",
   "attributes": [],
   "content": [
    {
     "ref": "dc:Font"
    }
   ]
  },
  "di:~extension": {
   "attributes": [],
   "content": [
    {
     "any": "##other",
     "min": 0,
     "max": -1
    }
   ]
  },
  "di:DiagramElement": {
   "abstract": true,
   "foreign": true,
   "attributes": [
    {
     "name": "id",
     "type": "xsd:ID"
    }
   ],
   "content": [
    {
     "name": "di:extension",
     "type": "di:~extension",
     "min": 0
    }
   ]
  },
  "di:Diagram": {
   "abstract": true,
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    },
    {
     "name": "documentation",
     "type": "xsd:string"
    },
    {
     "name": "resolution",
     "type": "xsd:double"
    },
    {
     "name": "id",
     "type": "xsd:ID"
    }
   ],
   "content": []
  },
  "di:Node": {
   "base": "di:DiagramElement",
   "abstract": true,
   "attributes": [],
   "content": []
  },
  "di:Edge": {
   "base": "di:DiagramElement",
   "abstract": true,
   "attributes": [],
   "content": [
    {
     "name": "di:waypoint",
     "type": "dc:Point",
     "min": 2,
     "max": -1
    }
   ]
  },
  "di:LabeledEdge": {
   "base": "di:Edge",
   "abstract": true,
   "attributes": [],
   "content": []
  },
  "di:Shape": {
   "base": "di:Node",
   "abstract": true,
   "attributes": [],
   "content": [
    {
     "ref": "dc:Bounds"
    }
   ]
  },
  "di:LabeledShape": {
   "base": "di:Shape",
   "abstract": true,
   "attributes": [],
   "content": []
  },
  "di:Label": {
   "base": "di:Node",
   "abstract": true,
   "attributes": [],
   "content": [
    {
     "ref": "dc:Bounds",
     "min": 0
    }
   ]
  },
  "di:Plane": {
   "base": "di:Node",
   "abstract": true,
   "attributes": [],
   "content": [
    {
     "ref": "di:DiagramElement",
     "min": 0,
     "max": -1
    }
   ]
  },
  "di:Style": {
   "abstract": true,
   "attributes": [
    {
     "name": "id",
     "type": "xsd:ID"
    }
   ],
   "content": []
  },
  "dc:Font": {
   "attributes": [
    {
     "name": "name",
     "type": "xsd:string"
    },
    {
     "name": "size",
     "type": "xsd:double"
    },
    {
     "name": "isBold",
     "type": "xsd:boolean"
    },
    {
     "name": "isItalic",
     "type": "xsd:boolean"
    },
    {
     "name": "isUnderline",
     "type": "xsd:boolean"
    },
    {
     "name": "isStrikeThrough",
     "type": "xsd:boolean"
    }
   ],
   "content": []
  },
  "dc:Point": {
   "attributes": [
    {
     "name": "x",
     "type": "xsd:double",
     "required": true
    },
    {
     "name": "y",
     "type": "xsd:double",
     "required": true
    }
   ],
   "content": []
  },
  "dc:Bounds": {
   "attributes": [
    {
     "name": "x",
     "type": "xsd:double",
     "required": true
    },
    {
     "name": "y",
     "type": "xsd:double",
     "required": true
    },
    {
     "name": "width",
     "type": "xsd:double",
     "required": true
    },
    {
     "name": "height",
     "type": "xsd:double",
     "required": true
    }
   ],
   "content": []
  }
 },
 "elements": {
  "bpmn:definitions": {
   "type": "bpmn:tDefinitions"
  },
  "bpmn:import": {
   "type": "bpmn:tImport"
  },
  "bpmn:activity": {
   "type": "bpmn:tActivity"
  },
  "bpmn:adHocSubProcess": {
   "type": "bpmn:tAdHocSubProcess",
   "head": "bpmn:flowElement"
  },
  "bpmn:artifact": {
   "type": "bpmn:tArtifact"
  },
  "bpmn:assignment": {
   "type": "bpmn:tAssignment"
  },
  "bpmn:association": {
   "type": "bpmn:tAssociation",
   "head": "bpmn:artifact"
  },
  "bpmn:auditing": {
   "type": "bpmn:tAuditing"
  },
  "bpmn:baseElement": {
   "type": "bpmn:tBaseElement"
  },
  "bpmn:baseElementWithMixedContent": {
   "type": "bpmn:tBaseElementWithMixedContent"
  },
  "bpmn:boundaryEvent": {
   "type": "bpmn:tBoundaryEvent",
   "head": "bpmn:flowElement"
  },
  "bpmn:businessRuleTask": {
   "type": "bpmn:tBusinessRuleTask",
   "head": "bpmn:flowElement"
  },
  "bpmn:callableElement": {
   "type": "bpmn:tCallableElement"
  },
  "bpmn:callActivity": {
   "type": "bpmn:tCallActivity",
   "head": "bpmn:flowElement"
  },
  "bpmn:callChoreography": {
   "type": "bpmn:tCallChoreography",
   "head": "bpmn:flowElement"
  },
  "bpmn:callConversation": {
   "type": "bpmn:tCallConversation",
   "head": "bpmn:conversationNode"
  },
  "bpmn:cancelEventDefinition": {
   "type": "bpmn:tCancelEventDefinition",
   "head": "bpmn:eventDefinition"
  },
  "bpmn:catchEvent": {
   "type": "bpmn:tCatchEvent"
  },
  "bpmn:category": {
   "type": "bpmn:tCategory",
   "head": "bpmn:rootElement"
  },
  "bpmn:categoryValue": {
   "type": "bpmn:tCategoryValue"
  },
  "bpmn:choreography": {
   "type": "bpmn:tChoreography",
   "head": "bpmn:collaboration"
  },
  "bpmn:choreographyActivity": {
   "type": "bpmn:tChoreographyActivity"
  },
  "bpmn:choreographyTask": {
   "type": "bpmn:tChoreographyTask",
   "head": "bpmn:flowElement"
  },
  "bpmn:collaboration": {
   "type": "bpmn:tCollaboration",
   "head": "bpmn:rootElement"
  },
  "bpmn:compensateEventDefinition": {
   "type": "bpmn:tCompensateEventDefinition",
   "head": "bpmn:eventDefinition"
  },
  "bpmn:complexBehaviorDefinition": {
   "type": "bpmn:tComplexBehaviorDefinition"
  },
  "bpmn:complexGateway": {
   "type": "bpmn:tComplexGateway",
   "head": "bpmn:flowElement"
  },
  "bpmn:conditionalEventDefinition": {
   "type": "bpmn:tConditionalEventDefinition",
   "head": "bpmn:eventDefinition"
  },
  "bpmn:conversation": {
   "type": "bpmn:tConversation",
   "head": "bpmn:conversationNode"
  },
  "bpmn:conversationAssociation": {
   "type": "bpmn:tConversationAssociation"
  },
  "bpmn:conversationLink": {
   "type": "bpmn:tConversationLink"
  },
  "bpmn:conversationNode": {
   "type": "bpmn:tConversationNode"
  },
  "bpmn:correlationKey": {
   "type": "bpmn:tCorrelationKey"
  },
  "bpmn:correlationProperty": {
   "type": "bpmn:tCorrelationProperty",
   "head": "bpmn:rootElement"
  },
  "bpmn:correlationPropertyBinding": {
   "type": "bpmn:tCorrelationPropertyBinding"
  },
  "bpmn:correlationPropertyRetrievalExpression": {
   "type": "bpmn:tCorrelationPropertyRetrievalExpression"
  },
  "bpmn:correlationSubscription": {
   "type": "bpmn:tCorrelationSubscription"
  },
  "bpmn:dataAssociation": {
   "type": "bpmn:tDataAssociation"
  },
  "bpmn:dataInput": {
   "type": "bpmn:tDataInput"
  },
  "bpmn:dataInputAssociation": {
   "type": "bpmn:tDataInputAssociation"
  },
  "bpmn:dataObject": {
   "type": "bpmn:tDataObject",
   "head": "bpmn:flowElement"
  },
  "bpmn:dataObjectReference": {
   "type": "bpmn:tDataObjectReference",
   "head": "bpmn:flowElement"
  },
  "bpmn:dataOutput": {
   "type": "bpmn:tDataOutput"
  },
  "bpmn:dataOutputAssociation": {
   "type": "bpmn:tDataOutputAssociation"
  },
  "bpmn:dataState": {
   "type": "bpmn:tDataState"
  },
  "bpmn:dataStore": {
   "type": "bpmn:tDataStore",
   "head": "bpmn:rootElement"
  },
  "bpmn:dataStoreReference": {
   "type": "bpmn:tDataStoreReference",
   "head": "bpmn:flowElement"
  },
  "bpmn:documentation": {
   "type": "bpmn:tDocumentation"
  },
  "bpmn:endEvent": {
   "type": "bpmn:tEndEvent",
   "head": "bpmn:flowElement"
  },
  "bpmn:endPoint": {
   "type": "bpmn:tEndPoint",
   "head": "bpmn:rootElement"
  },
  "bpmn:error": {
   "type": "bpmn:tError",
   "head": "bpmn:rootElement"
  },
  "bpmn:errorEventDefinition": {
   "type": "bpmn:tErrorEventDefinition",
   "head": "bpmn:eventDefinition"
  },
  "bpmn:escalation": {
   "type": "bpmn:tEscalation",
   "head": "bpmn:rootElement"
  },
  "bpmn:escalationEventDefinition": {
   "type": "bpmn:tEscalationEventDefinition",
   "head": "bpmn:eventDefinition"
  },
  "bpmn:event": {
   "type": "bpmn:tEvent",
   "head": "bpmn:flowElement"
  },
  "bpmn:eventBasedGateway": {
   "type": "bpmn:tEventBasedGateway",
   "head": "bpmn:flowElement"
  },
  "bpmn:eventDefinition": {
   "type": "bpmn:tEventDefinition",
   "head": "bpmn:rootElement"
  },
  "bpmn:exclusiveGateway": {
   "type": "bpmn:tExclusiveGateway",
   "head": "bpmn:flowElement"
  },
  "bpmn:expression": {
   "type": "bpmn:tExpression"
  },
  "bpmn:extension": {
   "type": "bpmn:tExtension"
  },
  "bpmn:extensionElements": {
   "type": "bpmn:tExtensionElements"
  },
  "bpmn:flowElement": {
   "type": "bpmn:tFlowElement"
  },
  "bpmn:flowNode": {
   "type": "bpmn:tFlowNode"
  },
  "bpmn:formalExpression": {
   "type": "bpmn:tFormalExpression",
   "head": "bpmn:expression"
  },
  "bpmn:gateway": {
   "type": "bpmn:tGateway",
   "abstract": true
  },
  "bpmn:globalBusinessRuleTask": {
   "type": "bpmn:tGlobalBusinessRuleTask",
   "head": "bpmn:rootElement"
  },
  "bpmn:globalChoreographyTask": {
   "type": "bpmn:tGlobalChoreographyTask",
   "head": "bpmn:choreography"
  },
  "bpmn:globalConversation": {
   "type": "bpmn:tGlobalConversation",
   "head": "bpmn:collaboration"
  },
  "bpmn:globalManualTask": {
   "type": "bpmn:tGlobalManualTask",
   "head": "bpmn:rootElement"
  },
  "bpmn:globalScriptTask": {
   "type": "bpmn:tGlobalScriptTask",
   "head": "bpmn:rootElement"
  },
  "bpmn:globalTask": {
   "type": "bpmn:tGlobalTask",
   "head": "bpmn:rootElement"
  },
  "bpmn:globalUserTask": {
   "type": "bpmn:tGlobalUserTask",
   "head": "bpmn:rootElement"
  },
  "bpmn:group": {
   "type": "bpmn:tGroup",
   "head": "bpmn:artifact"
  },
  "bpmn:humanPerformer": {
   "type": "bpmn:tHumanPerformer",
   "head": "bpmn:performer"
  },
  "bpmn:implicitThrowEvent": {
   "type": "bpmn:tImplicitThrowEvent",
   "head": "bpmn:flowElement"
  },
  "bpmn:inclusiveGateway": {
   "type": "bpmn:tInclusiveGateway",
   "head": "bpmn:flowElement"
  },
  "bpmn:inputSet": {
   "type": "bpmn:tInputSet"
  },
  "bpmn:interface": {
   "type": "bpmn:tInterface",
   "head": "bpmn:rootElement"
  },
  "bpmn:intermediateCatchEvent": {
   "type": "bpmn:tIntermediateCatchEvent",
   "head": "bpmn:flowElement"
  },
  "bpmn:intermediateThrowEvent": {
   "type": "bpmn:tIntermediateThrowEvent",
   "head": "bpmn:flowElement"
  },
  "bpmn:ioBinding": {
   "type": "bpmn:tInputOutputBinding"
  },
  "bpmn:ioSpecification": {
   "type": "bpmn:tInputOutputSpecification"
  },
  "bpmn:itemDefinition": {
   "type": "bpmn:tItemDefinition",
   "head": "bpmn:rootElement"
  },
  "bpmn:lane": {
   "type": "bpmn:tLane"
  },
  "bpmn:laneSet": {
   "type": "bpmn:tLaneSet"
  },
  "bpmn:linkEventDefinition": {
   "type": "bpmn:tLinkEventDefinition",
   "head": "bpmn:eventDefinition"
  },
  "bpmn:loopCharacteristics": {
   "type": "bpmn:tLoopCharacteristics"
  },
  "bpmn:manualTask": {
   "type": "bpmn:tManualTask",
   "head": "bpmn:flowElement"
  },
  "bpmn:message": {
   "type": "bpmn:tMessage",
   "head": "bpmn:rootElement"
  },
  "bpmn:messageEventDefinition": {
   "type": "bpmn:tMessageEventDefinition",
   "head": "bpmn:eventDefinition"
  },
  "bpmn:messageFlow": {
   "type": "bpmn:tMessageFlow"
  },
  "bpmn:messageFlowAssociation": {
   "type": "bpmn:tMessageFlowAssociation"
  },
  "bpmn:monitoring": {
   "type": "bpmn:tMonitoring"
  },
  "bpmn:multiInstanceLoopCharacteristics": {
   "type": "bpmn:tMultiInstanceLoopCharacteristics",
   "head": "bpmn:loopCharacteristics"
  },
  "bpmn:operation": {
   "type": "bpmn:tOperation"
  },
  "bpmn:outputSet": {
   "type": "bpmn:tOutputSet"
  },
  "bpmn:parallelGateway": {
   "type": "bpmn:tParallelGateway",
   "head": "bpmn:flowElement"
  },
  "bpmn:participant": {
   "type": "bpmn:tParticipant"
  },
  "bpmn:participantAssociation": {
   "type": "bpmn:tParticipantAssociation"
  },
  "bpmn:participantMultiplicity": {
   "type": "bpmn:tParticipantMultiplicity"
  },
  "bpmn:partnerEntity": {
   "type": "bpmn:tPartnerEntity",
   "head": "bpmn:rootElement"
  },
  "bpmn:partnerRole": {
   "type": "bpmn:tPartnerRole",
   "head": "bpmn:rootElement"
  },
  "bpmn:performer": {
   "type": "bpmn:tPerformer",
   "head": "bpmn:resourceRole"
  },
  "bpmn:potentialOwner": {
   "type": "bpmn:tPotentialOwner",
   "head": "bpmn:performer"
  },
  "bpmn:process": {
   "type": "bpmn:tProcess",
   "head": "bpmn:rootElement"
  },
  "bpmn:property": {
   "type": "bpmn:tProperty"
  },
  "bpmn:receiveTask": {
   "type": "bpmn:tReceiveTask",
   "head": "bpmn:flowElement"
  },
  "bpmn:relationship": {
   "type": "bpmn:tRelationship"
  },
  "bpmn:rendering": {
   "type": "bpmn:tRendering"
  },
  "bpmn:resource": {
   "type": "bpmn:tResource",
   "head": "bpmn:rootElement"
  },
  "bpmn:resourceAssignmentExpression": {
   "type": "bpmn:tResourceAssignmentExpression"
  },
  "bpmn:resourceParameter": {
   "type": "bpmn:tResourceParameter"
  },
  "bpmn:resourceParameterBinding": {
   "type": "bpmn:tResourceParameterBinding"
  },
  "bpmn:resourceRole": {
   "type": "bpmn:tResourceRole"
  },
  "bpmn:rootElement": {
   "type": "bpmn:tRootElement"
  },
  "bpmn:scriptTask": {
   "type": "bpmn:tScriptTask",
   "head": "bpmn:flowElement"
  },
  "bpmn:script": {
   "type": "bpmn:tScript"
  },
  "bpmn:sendTask": {
   "type": "bpmn:tSendTask",
   "head": "bpmn:flowElement"
  },
  "bpmn:sequenceFlow": {
   "type": "bpmn:tSequenceFlow",
   "head": "bpmn:flowElement"
  },
  "bpmn:serviceTask": {
   "type": "bpmn:tServiceTask",
   "head": "bpmn:flowElement"
  },
  "bpmn:signal": {
   "type": "bpmn:tSignal",
   "head": "bpmn:rootElement"
  },
  "bpmn:signalEventDefinition": {
   "type": "bpmn:tSignalEventDefinition",
   "head": "bpmn:eventDefinition"
  },
  "bpmn:standardLoopCharacteristics": {
   "type": "bpmn:tStandardLoopCharacteristics",
   "head": "bpmn:loopCharacteristics"
  },
  "bpmn:startEvent": {
   "type": "bpmn:tStartEvent",
   "head": "bpmn:flowElement"
  },
  "bpmn:subChoreography": {
   "type": "bpmn:tSubChoreography",
   "head": "bpmn:flowElement"
  },
  "bpmn:subConversation": {
   "type": "bpmn:tSubConversation",
   "head": "bpmn:conversationNode"
  },
  "bpmn:subProcess": {
   "type": "bpmn:tSubProcess",
   "head": "bpmn:flowElement"
  },
  "bpmn:task": {
   "type": "bpmn:tTask",
   "head": "bpmn:flowElement"
  },
  "bpmn:terminateEventDefinition": {
   "type": "bpmn:tTerminateEventDefinition",
   "head": "bpmn:eventDefinition"
  },
  "bpmn:textAnnotation": {
   "type": "bpmn:tTextAnnotation",
   "head": "bpmn:artifact"
  },
  "bpmn:text": {
   "type": "bpmn:tText"
  },
  "bpmn:throwEvent": {
   "type": "bpmn:tThrowEvent"
  },
  "bpmn:timerEventDefinition": {
   "type": "bpmn:tTimerEventDefinition",
   "head": "bpmn:eventDefinition"
  },
  "bpmn:transaction": {
   "type": "bpmn:tTransaction",
   "head": "bpmn:flowElement"
  },
  "bpmn:userTask": {
   "type": "bpmn:tUserTask",
   "head": "bpmn:flowElement"
  },
  "bpmndi:BPMNDiagram": {
   "type": "bpmndi:BPMNDiagram"
  },
  "bpmndi:BPMNPlane": {
   "type": "bpmndi:BPMNPlane"
  },
  "bpmndi:BPMNLabelStyle": {
   "type": "bpmndi:BPMNLabelStyle"
  },
  "bpmndi:BPMNShape": {
   "type": "bpmndi:BPMNShape",
   "head": "di:DiagramElement"
  },
  "bpmndi:BPMNLabel": {
   "type": "bpmndi:BPMNLabel"
  },
  "bpmndi:BPMNEdge": {
   "type": "bpmndi:BPMNEdge",
   "head": "di:DiagramElement"
  },
  "di:DiagramElement": {
   "type": "di:DiagramElement"
  },
  "di:Diagram": {
   "type": "di:Diagram"
  },
  "di:Style": {
   "type": "di:Style"
  },
  "di:Node": {
   "type": "di:Node"
  },
  "di:Edge": {
   "type": "di:Edge"
  },
  "di:Shape": {
   "type": "di:Shape"
  },
  "di:Plane": {
   "type": "di:Plane"
  },
  "di:LabeledEdge": {
   "type": "di:LabeledEdge"
  },
  "di:Label": {
   "type": "di:Label"
  },
  "di:LabeledShape": {
   "type": "di:LabeledShape"
  },
  "dc:Font": {
   "type": "dc:Font"
  },
  "dc:Point": {
   "type": "dc:Point"
  },
  "dc:Bounds": {
   "type": "dc:Bounds"
  }
 },
 "simple": {
  "bpmn:tAdHocOrdering": [
   "Parallel",
   "Sequential"
  ],
  "bpmn:tAssociationDirection": [
   "None",
   "One",
   "Both"
  ],
  "bpmn:tChoreographyLoopType": [
   "None",
   "Standard",
   "MultiInstanceSequential",
   "MultiInstanceParallel"
  ],
  "bpmn:tEventBasedGatewayType": [
   "Exclusive",
   "Parallel"
  ],
  "bpmn:tGatewayDirection": [
   "Unspecified",
   "Converging",
   "Diverging",
   "Mixed"
  ],
  "bpmn:tImplementation": [
   "xsd:anyURI",
   "##unspecified",
   "##WebService"
  ],
  "bpmn:tItemKind": [
   "Information",
   "Physical"
  ],
  "bpmn:tMultiInstanceFlowCondition": [
   "None",
   "One",
   "All",
   "Complex"
  ],
  "bpmn:tProcessType": [
   "None",
   "Public",
   "Private"
  ],
  "bpmn:tRelationshipDirection": [
   "None",
   "Forward",
   "Backward",
   "Both"
  ],
  "bpmn:tTransactionMethod": [
   "xsd:anyURI",
   "##Compensate",
   "##Image",
   "##Store"
  ],
  "bpmndi:ParticipantBandKind": [
   "top_initiating",
   "middle_initiating",
   "bottom_initiating",
   "top_non_initiating",
   "middle_non_initiating",
   "bottom_non_initiating"
  ],
  "bpmndi:MessageVisibleKind": [
   "initiating",
   "non_initiating"
  ]
 }
}
